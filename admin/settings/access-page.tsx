import { Switch, Table, Text, toast } from "@medusajs/ui"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { useTranslation } from "react-i18next"
import type { AccessDto, Rights } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { Section } from "../shared/section"
import { useNarrow } from "../shared/use-narrow"
import { accessKey, useAccess } from "../shared/use-rights"
import { Loaded } from "./loaded"
import { SettingsFrame } from "./settings-frame"

const RIGHTS = ["personal", "export", "edit"] as const satisfies (keyof Rights)[]

type Right = (typeof RIGHTS)[number]
type User = AccessDto["users"][number]

interface UsersProps {
  users: User[]
  switchOf: (user: User, right: Right) => ReactNode
}

/** Which admins may see personal data, take it out, and change things. */
export function AccessPage() {
  return (
    <SettingsFrame tab="access">
      <Loaded query={useAccess()}>{(access) => <Users access={access} />}</Loaded>
    </SettingsFrame>
  )
}

function Users({ access }: { access: AccessDto }) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const narrow = useNarrow()
  const change = useMutation({
    mutationFn: (user: { id: string } & Rights) => api.post<AccessDto>("/access", { users: [user] }),
    onSuccess: async (answer) => {
      cache.setQueryData(accessKey, answer)
      // What was answered before may hold what must not be seen any more, or hide what may.
      await cache.invalidateQueries({ queryKey: ["audience"], predicate: ({ queryKey }) => queryKey[1] !== "access" })
    },
    onError: (error) => toast.error(t("audience.access.refused"), { description: errorMessage(error) }),
  })
  const what = {
    users: access.users,
    switchOf: ({ id, email, personal, export: mayExport, edit }: User, right: Right) => {
      const rights = { personal, export: mayExport, edit }
      return (
        <Switch
          aria-label={t("audience.access.switch", { right: t(`audience.access.${right}`), user: email })}
          checked={rights[right]}
          disabled={!access.me.edit || change.isPending}
          onCheckedChange={(checked) => change.mutate({ ...rights, id, [right]: checked })}
        />
      )
    },
  }
  return (
    <Section title={t("audience.access.title")} subtitle={t("audience.access.help")}>
      {narrow ? <UserList {...what} /> : <UserTable {...what} />}
      <Text size="xsmall" className="text-ui-fg-subtle px-6 py-3">
        {t("audience.access.note")}
      </Text>
    </Section>
  )
}

function UserTable({ users, switchOf }: UsersProps) {
  const { t } = useTranslation()
  return (
    <div className="overflow-x-auto">
      <Table>
        <Table.Header>
          <Table.Row>
            <Table.HeaderCell>{t("audience.access.user")}</Table.HeaderCell>
            {RIGHTS.map((right) => (
              <Table.HeaderCell key={right} className="whitespace-nowrap" title={t(`audience.access.${right}Help`)}>
                {t(`audience.access.${right}`)}
              </Table.HeaderCell>
            ))}
          </Table.Row>
        </Table.Header>
        <Table.Body>
          {users.map((user) => (
            <Table.Row key={user.id}>
              <Table.Cell className="max-w-[260px] truncate" title={user.email}>
                <Name user={user} />
              </Table.Cell>
              {RIGHTS.map((right) => (
                <Table.Cell key={right}>{switchOf(user, right)}</Table.Cell>
              ))}
            </Table.Row>
          ))}
        </Table.Body>
      </Table>
    </div>
  )
}

/** The same for a telephone, where the last rights would stand beyond its edge. */
function UserList({ users, switchOf }: UsersProps) {
  const { t } = useTranslation()
  return (
    <ul className="divide-y">
      {users.map((user) => (
        <li key={user.id} className="txt-compact-small flex flex-col gap-y-3 px-6 py-4">
          <div className="truncate" title={user.email}>
            <Name user={user} />
          </div>
          {RIGHTS.map((right) => (
            <div key={right} className="flex items-center justify-between gap-x-4" title={t(`audience.access.${right}Help`)}>
              <span className="text-ui-fg-subtle">{t(`audience.access.${right}`)}</span>
              {switchOf(user, right)}
            </div>
          ))}
        </li>
      ))}
    </ul>
  )
}

function Name({ user: { name, email, me } }: { user: User }) {
  const { t } = useTranslation()
  return (
    <>
      {name ?? email}
      {me && <span className="text-ui-fg-subtle"> · {t("audience.access.me")}</span>}
      {name && (
        <Text size="xsmall" className="text-ui-fg-subtle truncate">
          {email}
        </Text>
      )}
    </>
  )
}
