import { Button, Container, Heading, Skeleton, Text } from "@medusajs/ui"
import { useQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { ProductAudience } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { Explained } from "../shared/explained"
import { retry } from "../shared/queries"
import { useFormats } from "../shared/use-formats"
import { ProductSegments } from "./product-segments"

/** On a product's page: which segments view and buy it more than others. */
export function ProductWidget({ data: product }: { data: { id: string } }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery({
    queryKey: ["audience", "of-product", product.id],
    queryFn: ({ signal }) => api.get<ProductAudience>(`/products/${product.id}/segments`, {}, signal),
    staleTime: 60_000,
    retry,
  })
  return (
    <Container role="region" aria-label={t("audience.productWidget.open")} className="divide-y p-0">
      <div className="flex items-center gap-x-1 px-6 py-4">
        <Heading level="h2">{t("audience.productWidget.open")}</Heading>
        <Explained text={t("audience.productWidget.help")} />
      </div>
      {error && !data && (
        <div className="flex items-center justify-between gap-x-2 px-6 py-4" role="alert">
          <Text size="small" className="text-ui-fg-error">
            {errorMessage(error)}
          </Text>
          <Button size="small" variant="secondary" onClick={() => void refetch()}>
            {t("audience.actions.retry")}
          </Button>
        </div>
      )}
      {!error && !data && (
        <div className="flex flex-col gap-y-2 px-6 py-4">
          <Skeleton className="h-5 w-full rounded-md" />
          <Skeleton className="h-5 w-2/3 rounded-md" />
        </div>
      )}
      {data && <Counts audience={data} />}
      {data && data.viewers + data.buyers > 0 && <ProductSegments audience={data} />}
    </Container>
  )
}

function Counts({ audience }: { audience: ProductAudience }) {
  const { t } = useTranslation()
  const formats = useFormats()
  if (audience.viewers + audience.buyers === 0) {
    return (
      <Text size="small" className="text-ui-fg-subtle px-6 py-4">
        {t("audience.productWidget.none")}
      </Text>
    )
  }
  const fact = (label: string, people: number) => (
    <div className="txt-compact-small flex justify-between gap-x-4 px-6 py-3">
      <dt className="text-ui-fg-subtle">{label}</dt>
      <dd className="tabular-nums">{formats.number(people)}</dd>
    </div>
  )
  return (
    <dl className="divide-y">
      {fact(t("audience.productWidget.viewers", { days: audience.viewed_days }), audience.viewers)}
      {fact(t("audience.productWidget.buyers", { days: audience.bought_days }), audience.buyers)}
    </dl>
  )
}
