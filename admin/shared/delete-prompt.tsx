import { Button, Prompt, Skeleton, toast } from "@medusajs/ui"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import { useLocation, useNavigate } from "react-router-dom"
import type { SegmentDto, SegmentUse } from "../../src/contract"
import { api, errorMessage } from "./client"
import { keys, retry } from "./queries"
import { TextLink } from "./text-link"

interface DeletePromptProps {
  segment: Pick<SegmentDto, "id" | "name">
  open: boolean
  onClose: () => void
}

/**
 * Asks before a segment is deleted; where the rules of others refer to it, says which instead.
 *
 * The server refuses in any case: somebody may use the segment between the look and the deed.
 */
export function DeletePrompt({ segment, open, onClose }: DeletePromptProps) {
  return (
    <Prompt open={open} onOpenChange={(next) => !next && onClose()}>
      <Prompt.Content>{open && <Question segment={segment} onClose={onClose} />}</Prompt.Content>
    </Prompt>
  )
}

function Question({ segment: { id, name }, onClose }: Omit<DeletePromptProps, "open">) {
  const { t } = useTranslation()
  const { data: uses, isPending } = useQuery({
    queryKey: ["audience", "of-segment", id, "uses"],
    queryFn: async ({ signal }) => (await api.get<{ uses: SegmentUse[] }>(`/segments/${id}/uses`, {}, signal)).uses,
    // What was asked for a while ago may have changed on another page.
    staleTime: 0,
    retry,
  })
  const remove = useDelete({ id, name }, onClose)
  const users = uses?.filter(({ kind }) => kind === "segment") ?? []
  if (users.length > 0) return <InUse name={name} users={users} onClose={onClose} />
  return (
    <>
      <Prompt.Header>
        <Prompt.Title>{t("audience.delete.title")}</Prompt.Title>
        <Prompt.Description className="break-words">{t("audience.delete.description", { name })}</Prompt.Description>
      </Prompt.Header>
      {isPending && <Skeleton className="mx-6 mt-2 h-4 rounded-md" />}
      <Prompt.Footer>
        <Prompt.Cancel>{t("audience.actions.cancel")}</Prompt.Cancel>
        {/* Not the prompt's own action, which closes it before the server has answered. */}
        <Button
          type="button"
          size="small"
          variant="danger"
          disabled={isPending}
          isLoading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          {t("audience.actions.delete")}
        </Button>
      </Prompt.Footer>
    </>
  )
}

function InUse({ name, users, onClose }: { name: string; users: SegmentUse[]; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <Prompt.Header>
        <Prompt.Title className="break-words">{t("audience.delete.blockedTitle", { name })}</Prompt.Title>
        <Prompt.Description>{t("audience.delete.blocked", { count: users.length })}</Prompt.Description>
      </Prompt.Header>
      <ul className="txt-compact-small flex max-h-60 flex-col gap-y-1 overflow-y-auto px-6 pt-3" tabIndex={0}>
        {users.map((user) => (
          <li key={user.id}>
            <TextLink to={`/segments/${user.id}/edit`} onClick={onClose} title={user.name} className="block truncate">
              {user.name}
            </TextLink>
          </li>
        ))}
      </ul>
      <Prompt.Footer>
        <Prompt.Cancel>{t("audience.actions.close")}</Prompt.Cancel>
      </Prompt.Footer>
    </>
  )
}

function useDelete({ id, name }: Pick<SegmentDto, "id" | "name">, onClose: () => void) {
  const { t } = useTranslation()
  const cache = useQueryClient()
  const navigate = useNavigate()
  const { pathname } = useLocation()
  return useMutation({
    mutationFn: () => api.delete(`/segments/${id}`),
    onSuccess: async () => {
      toast.success(t("audience.delete.done", { name }))
      onClose()
      // The page may be the deleted segment's own: leave before its data goes.
      if (pathname !== "/segments") void navigate("/segments")
      cache.removeQueries({ queryKey: keys.segment(id) })
      await cache.invalidateQueries({ queryKey: keys.segments })
    },
    onError: (error) => {
      toast.error(t("audience.delete.refused", { name }), { description: errorMessage(error) })
      onClose()
    },
  })
}
