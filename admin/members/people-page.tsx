import { Button, Container, Heading, Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { MembersPage as Page } from "../../src/contract"
import { api } from "../shared/client"
import { useCatalogue } from "../shared/queries"
import { ErrorState, PageSkeleton } from "../shared/states"
import { CopyLink } from "./copy-link"
import { ExportButton } from "./export-button"
import { PeopleList } from "./people-list"

/** Everybody the shop knows of, in segments or not. */
export function PeoplePage() {
  const { t } = useTranslation()
  const { data: catalogue, error, refetch } = useCatalogue()
  if (!catalogue) {
    return error ? (
      <Container className="p-0">
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Container>
    ) : (
      <PageSkeleton />
    )
  }
  return (
    <>
      <Container className="px-6 py-4">
        <Heading level="h1">{t("audience.people.title")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t("audience.people.subtitle")}
        </Text>
      </Container>
      <PeopleList
        name="everybody"
        catalogue={catalogue}
        load={async (query, signal) => {
          const { profiles, ...page } = await api.get<Omit<Page, "members"> & { profiles: Page["members"] }>("/profiles", query, signal)
          return { members: profiles, ...page }
        }}
        empty={t("audience.people.none")}
        emptyAction={
          <Button size="small" variant="secondary" asChild>
            <Link to="/segments/settings">{t("audience.settings.tag")}</Link>
          </Button>
        }
        actions={(query, count) => (
          <>
            <CopyLink />
            <ExportButton path="/profiles/export" query={query} count={count} />
          </>
        )}
      />
    </>
  )
}
