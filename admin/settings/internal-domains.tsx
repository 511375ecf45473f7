import { XMarkMini } from "@medusajs/icons"
import { Button, Hint, IconButton, Input, toast } from "@medusajs/ui"
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { useId, useState, type FormEvent } from "react"
import { useTranslation } from "react-i18next"
import type { AudienceSettings } from "../../src/contract"
import { api, errorMessage } from "../shared/client"
import { keys } from "../shared/queries"
import { Section } from "../shared/section"
import { EmptyState } from "../shared/states"
import { useRights } from "../shared/use-rights"

/** What the server says of an entry that is none: it names a place in the request, which nobody sees here. */
const WRONG_DOMAIN = /^internal_email_domains\[\d+\]: /

/** Domains of e-mail addresses whose customers are internal. */
export function InternalDomains({ domains }: { domains: string[] }) {
  const { t } = useTranslation()
  const { edit } = useRights()
  const id = useId()
  const [typed, setTyped] = useState("")
  const save = useSaveDomains()
  const add = (event: FormEvent): void => {
    event.preventDefault()
    if (typed.trim()) save.mutate([...domains, typed.trim()], { onSuccess: () => setTyped("") })
  }
  return (
    <Section title={t("audience.internal.domains")} subtitle={t("audience.internal.domainsHelp")}>
      {domains.length === 0 && <EmptyState title={t("audience.internal.noDomains")} />}
      {domains.length > 0 && (
        <ul aria-label={t("audience.internal.domains")} className="divide-y">
          {domains.map((domain) => (
            <li key={domain} className="flex items-center justify-between gap-x-3 px-6 py-2">
              <span className="txt-compact-small min-w-0 truncate" title={domain}>
                @{domain}
              </span>
              {edit && (
                <IconButton
                  type="button"
                  size="small"
                  variant="transparent"
                  disabled={save.isPending}
                  aria-label={t("audience.internal.removeDomain", { domain })}
                  onClick={() =>
                    save.mutate(
                      domains.filter((one) => one !== domain),
                      { onError: (error) => toast.error(errorMessage(error)) }
                    )
                  }
                >
                  <XMarkMini />
                </IconButton>
              )}
            </li>
          ))}
        </ul>
      )}
      {edit && (
        <form onSubmit={add} className="flex flex-col gap-y-1 px-6 py-4">
          <div className="flex gap-x-2">
            <Input
              id={`${id}-domain`}
              size="small"
              className="h-8"
              maxLength={300}
              placeholder="example.com"
              aria-label={t("audience.internal.domain")}
              aria-invalid={save.isError}
              aria-describedby={save.isError ? `${id}-fault` : undefined}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value)
                save.reset()
              }}
            />
            <Button type="submit" size="small" variant="secondary" isLoading={save.isPending} disabled={!typed.trim()}>
              {t("audience.actions.add")}
            </Button>
          </div>
          {save.error && (
            <Hint variant="error" id={`${id}-fault`} role="alert">
              {WRONG_DOMAIN.test(errorMessage(save.error))
                ? t("audience.internal.noDomain", { domain: typed.trim() })
                : errorMessage(save.error)}
            </Hint>
          )}
        </form>
      )}
    </Section>
  )
}

function useSaveDomains() {
  const { t } = useTranslation()
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (domains: string[]) => api.post<AudienceSettings>("/settings", { internal_email_domains: domains }),
    onSuccess: async (settings) => {
      cache.setQueryData(keys.settings, settings)
      toast.success(t("audience.internal.domainsSaved"))
      // Nobody's figures are what they were: internal people are left out everywhere.
      await cache.invalidateQueries({ queryKey: ["audience"], predicate: ({ queryKey }) => queryKey[1] !== "catalogue" })
    },
  })
}
