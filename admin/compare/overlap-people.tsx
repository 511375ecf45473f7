import { Button, Drawer, Table } from "@medusajs/ui"
import { useInfiniteQuery } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { Link } from "react-router-dom"
import type { MemberDto, SegmentOverlap } from "../../src/contract"
import { api } from "../shared/client"
import { DrawerHead } from "../shared/drawer-head"
import type { Formats } from "../shared/formats"
import { newSegmentPath } from "../shared/new-segment"
import { PersonLink } from "../shared/person-link"
import { retry } from "../shared/queries"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import { overlapRule } from "./overlap-rule"

interface OverlapPeopleProps {
  /** Null while none is looked at. */
  overlap: SegmentOverlap["overlaps"][number] | null
  name: string
  compared: string[]
  formats: Formats
  onClose: () => void
}

const PAGE = 25
const FIELDS = "purchase.spent"

interface PeoplePage {
  profiles: MemberDto[]
  count: number
  next_cursor: string | null
}

/** Who is in one overlap, and a way to keep them as a segment. */
export function OverlapPeople({ overlap, name, compared, formats, onClose }: OverlapPeopleProps) {
  const { t } = useTranslation()
  const rule = overlapRule(overlap?.segment_ids ?? [], compared)
  return (
    <Drawer open={overlap !== null} onOpenChange={(open) => !open && onClose()}>
      <Drawer.Content>
        <DrawerHead title={name} description={t("audience.compare.overlapDescription")} />
        <Drawer.Body className="overflow-y-auto p-0">{overlap && <People rule={JSON.stringify(rule)} formats={formats} />}</Drawer.Body>
        <Drawer.Footer>
          <Drawer.Close asChild>
            <Button size="small" variant="secondary">
              {t("audience.compare.close")}
            </Button>
          </Drawer.Close>
          <Button size="small" asChild>
            <Link to={newSegmentPath({ name: name.slice(0, 200), rule })}>{t("audience.compare.save")}</Link>
          </Button>
        </Drawer.Footer>
      </Drawer.Content>
    </Drawer>
  )
}

function People({ rule, formats }: { rule: string; formats: Formats }) {
  const { t } = useTranslation()
  const { data, error, fetchNextPage, hasNextPage, isFetchingNextPage, refetch } = useInfiniteQuery({
    queryKey: ["audience", "overlap-people", rule],
    queryFn: ({ signal, pageParam }) => api.get<PeoplePage>("/profiles", { rule, fields: FIELDS, limit: PAGE, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    staleTime: 10_000,
    retry,
  })
  if (!data) return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <LoadingRows rows={8} />
  const people = data.pages.flatMap(({ profiles }) => profiles)
  if (people.length === 0) return <EmptyState title={t("audience.compare.nobody")} />
  return (
    <>
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("audience.top.person")}</Table.HeaderCell>
            <Table.HeaderCell>{t("audience.widget.lastSeen")}</Table.HeaderCell>
            <Table.HeaderCell className="text-right">{t("audience.compare.spent")}</Table.HeaderCell>
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {people.map((person) => (
            <Table.Row key={person.id}>
              <Table.Cell>
                <PersonLink profile={person} />
              </Table.Cell>
              <Table.Cell className="whitespace-nowrap">{person.last_seen ? formats.relative(person.last_seen) : "–"}</Table.Cell>
              <Table.Cell className="text-right tabular-nums">{formats.money(Number(person.values["purchase.spent"] ?? 0))}</Table.Cell>
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
      {hasNextPage && (
        <div className="flex justify-center py-3">
          <Button size="small" variant="transparent" isLoading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t("audience.compare.morePeople")}
          </Button>
        </div>
      )}
    </>
  )
}
