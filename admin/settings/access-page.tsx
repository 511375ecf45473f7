import { Switch, Table, Text, toast } from "@medusajs/ui"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { AccessDto, Rights } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { Section } from "../shared/section"
import { accessKey, useAccess } from "../shared/use-rights"
import { Loaded } from "./loaded"
import { SettingsFrame } from "./settings-frame"

const RIGHTS = ["personal", "export", "edit"] as const satisfies (keyof Rights)[]

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
  return (
    <Section title={t("audience.access.title")} subtitle={t("audience.access.help")}>
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
            {access.users.map(({ id, email, name, me, ...rights }) => (
              <Table.Row key={id}>
                <Table.Cell className="max-w-[260px] truncate" title={email}>
                  {name ?? email}
                  {me && <span className="text-ui-fg-subtle"> · {t("audience.access.me")}</span>}
                  {name && (
                    <Text size="xsmall" className="text-ui-fg-subtle truncate">
                      {email}
                    </Text>
                  )}
                </Table.Cell>
                {RIGHTS.map((right) => (
                  <Table.Cell key={right}>
                    <Switch
                      aria-label={t("audience.access.switch", { right: t(`audience.access.${right}`), user: email })}
                      checked={rights[right]}
                      disabled={!access.me.edit || change.isPending}
                      onCheckedChange={(checked) => change.mutate({ ...rights, id, [right]: checked })}
                    />
                  </Table.Cell>
                ))}
              </Table.Row>
            ))}
          </Table.Body>
        </Table>
      </div>
      <Text size="xsmall" className="text-ui-fg-subtle px-6 py-3">
        {t("audience.access.note")}
      </Text>
    </Section>
  )
}
