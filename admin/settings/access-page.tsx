import { Switch, Text, toast } from "@medusajs/ui"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { AccessDto, Rights } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { FittingTable } from "../shared/fitting-table"
import { Section } from "../shared/section"
import { accessKey, useAccess } from "../shared/use-rights"
import { Loaded } from "./loaded"
import { SettingsFrame } from "./settings-frame"

const RIGHTS = ["personal", "export", "edit"] as const satisfies (keyof Rights)[]

type Right = (typeof RIGHTS)[number]
type User = AccessDto["users"][number]

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
  const change = useMutation({
    mutationFn: (user: { id: string } & Rights) => api.post<AccessDto>("/access", { users: [user] }),
    onSuccess: async (answer) => {
      cache.setQueryData(accessKey, answer)
      // What was answered before may hold what must not be seen any more, or hide what may.
      await cache.invalidateQueries({ queryKey: ["audience"], predicate: ({ queryKey }) => queryKey[1] !== "access" })
    },
    onError: (error) => toast.error(t("audience.access.refused"), { description: errorMessage(error) }),
  })
  const switchOf = ({ id, email, personal, export: mayExport, edit }: User, right: Right) => {
    const rights = { personal, export: mayExport, edit }
    return (
      <Switch
        aria-label={t("audience.access.switch", { right: t(`audience.access.${right}`), user: email })}
        checked={rights[right]}
        disabled={!access.me.edit || change.isPending}
        onCheckedChange={(checked) => change.mutate({ ...rights, id, [right]: checked })}
      />
    )
  }
  return (
    <Section title={t("audience.access.title")} subtitle={t("audience.access.help")}>
      <FittingTable
        rows={access.users}
        keyOf={({ id }) => id}
        columns={[
          { id: "user", head: t("audience.access.user"), className: "max-w-[260px] truncate", cell: (user) => <Name user={user} /> },
          ...RIGHTS.map((right) => ({
            id: right,
            head: <span title={t(`audience.access.${right}Help`)}>{t(`audience.access.${right}`)}</span>,
            cell: (user: User) => <span className="block max-sm:py-1">{switchOf(user, right)}</span>,
          })),
        ]}
      />
      <Text size="xsmall" className="text-ui-fg-subtle px-6 py-3">
        {t("audience.access.note")}
      </Text>
    </Section>
  )
}

function Name({ user: { name, email, me } }: { user: User }) {
  const { t } = useTranslation()
  return (
    <div title={email}>
      {name ?? email}
      {me && <span className="text-ui-fg-subtle"> · {t("audience.access.me")}</span>}
      {name && (
        <Text size="xsmall" className="text-ui-fg-subtle truncate">
          {email}
        </Text>
      )}
    </div>
  )
}
