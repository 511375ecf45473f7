import { Alert, Button, Container, Heading, Hint, Input, Label, Switch, Text, Textarea, toast } from "@medusajs/ui"
import { useId, useState, type FormEvent } from "react"
import { useTranslation } from "react-i18next"
import { useNavigate } from "react-router-dom"
import type { Catalogue, RuleNode, SegmentInput } from "../../src/contract"
import { errorMessage } from "../shared/client"
import { Section } from "../shared/section"
import { useSaveSegment } from "../shared/segment-actions"
import { PreviewPanel } from "./preview-panel"
import { missingPart } from "./rule-builder/condition-draft"
import { conditionsOf, toBuilder, toRule } from "./rule-builder/convert"
import { ruleErrorOf } from "./rule-builder/error-place"
import { RuleBuilder } from "./rule-builder/rule-builder"
import { RuleSentence } from "./rule-builder/rule-sentence"
import { SavePrompt } from "./save-prompt"
import { useLeaveGuard } from "./use-leave-guard"
import { usePreview } from "./use-preview"

export interface SegmentDraft {
  name: string
  description: string
  published: boolean
  /** null for a static segment, which has no rule to edit. */
  rule: RuleNode | null
}

interface SegmentFormProps {
  /** The segment to change; without one it is made. */
  id?: string
  title: string
  draft: SegmentDraft
  catalogue: Catalogue
}

/** Name, rule and preview of a segment, to be made or changed. */
export function SegmentForm({ id, title, draft, catalogue }: SegmentFormProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const formId = useId()
  const [start] = useState(() => ({ ...draft, query: toBuilder(draft.rule ?? { match: "all", rules: [] }) }))
  const [texts, setTexts] = useState({ name: start.name, description: start.description, published: start.published })
  const [query, setQuery] = useState(start.query)
  const [tried, setTried] = useState(false)
  const [asking, setAsking] = useState(false)
  const save = useSaveSegment(id)

  const rule = toRule(query)
  const ruled = draft.rule !== null
  const whole = conditionsOf(query).every((condition) => missingPart(condition.rule) === null)
  const changed = {
    rule: JSON.stringify(rule) !== JSON.stringify(toRule(start.query)),
    texts: (["name", "description", "published"] as const).some((key) => texts[key] !== start[key]),
  }
  const dirty = changed.rule || changed.texts
  const preview = usePreview(ruled && whole ? rule : null, id)
  const refusal = save.error ?? preview.error
  const placed = refusal ? ruleErrorOf(errorMessage(refusal)) : null
  const letThrough = useLeaveGuard(dirty && !save.isSuccess)
  const nameMissing = tried && texts.name.trim() === ""

  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (texts.name.trim() === "" || (ruled && !whole)) return
    // What another rule does is shown before it is done; names and descriptions move nobody.
    if (id && changed.rule) setAsking(true)
    else store()
  }
  const store = (): void => {
    const input: Partial<SegmentInput> = {
      name: texts.name.trim(),
      description: texts.description.trim() || null,
      published: texts.published,
      // An unchanged rule is left out: it would become a new version that differs in nothing.
      ...(ruled && (changed.rule || !id) ? { rule } : {}),
      ...(!ruled && !id ? { kind: "static" } : {}),
    }
    save.mutate(input, {
      onSuccess: (segment) => {
        letThrough()
        toast.success(t(id ? "audience.form.saved" : "audience.form.created", { name: segment.name }))
        // A static segment is empty until people are chosen for it.
        void navigate(`/segments/${segment.id}${!ruled && !id ? "/by-hand" : ""}`)
      },
      onError: (error) => {
        setAsking(false)
        if (!ruleErrorOf(errorMessage(error))) toast.error(errorMessage(error))
      },
    })
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-y-2">
      <Container className="flex flex-wrap items-center justify-between gap-2 px-6 py-4">
        <Heading level="h1" className="min-w-0 truncate">
          {title}
        </Heading>
        <div className="flex gap-x-2">
          <Button type="button" size="small" variant="secondary" onClick={() => navigate(id ? `/segments/${id}` : "/segments")}>
            {t("audience.actions.cancel")}
          </Button>
          <Button type="submit" size="small" isLoading={save.isPending} disabled={(Boolean(id) && !dirty) || !catalogue.rights.edit}>
            {t(id ? "audience.actions.save" : "audience.actions.create")}
          </Button>
        </div>
      </Container>
      {!catalogue.rights.edit && (
        <Alert variant="info" className="mx-px">
          {t("audience.form.mayNotSave")}
        </Alert>
      )}
      <div className="flex flex-col gap-2 xl:flex-row xl:items-start">
        <div className="flex min-w-0 flex-1 flex-col gap-y-2">
          <Container className="grid gap-4 px-6 py-4 md:grid-cols-2">
            <div className="flex flex-col gap-y-1.5">
              <Label size="small" htmlFor={`${formId}-name`}>
                {t("audience.form.name")}
              </Label>
              <Input
                id={`${formId}-name`}
                size="small"
                maxLength={200}
                autoFocus={!id}
                aria-invalid={nameMissing}
                aria-describedby={nameMissing ? `${formId}-name-hint` : undefined}
                value={texts.name}
                onChange={(event) => setTexts({ ...texts, name: event.target.value })}
              />
              {nameMissing && (
                <Hint variant="error" id={`${formId}-name-hint`}>
                  {t("audience.form.nameMissing")}
                </Hint>
              )}
              <div className="mt-2 flex items-start gap-x-2">
                <Switch
                  size="small"
                  id={`${formId}-published`}
                  className="mt-0.5 shrink-0"
                  checked={texts.published}
                  onCheckedChange={(published) => setTexts({ ...texts, published })}
                />
                <div>
                  <Label size="small" htmlFor={`${formId}-published`}>
                    {t("audience.form.published")}
                  </Label>
                  <Text size="xsmall" className="text-ui-fg-subtle">
                    {t("audience.form.publishedHelp")}
                  </Text>
                </div>
              </div>
            </div>
            <div className="flex flex-col gap-y-1.5">
              <Label size="small" htmlFor={`${formId}-description`}>
                {t("audience.form.description")}
              </Label>
              <Textarea
                id={`${formId}-description`}
                rows={3}
                maxLength={2000}
                value={texts.description}
                onChange={(event) => setTexts({ ...texts, description: event.target.value })}
              />
            </div>
          </Container>
          {!ruled && !id && (
            <Section title={t("audience.form.rule")}>
              <Text size="small" className="text-ui-fg-subtle px-6 py-4">
                {t("audience.form.staticHelp")}
              </Text>
            </Section>
          )}
          {ruled && (
            <Section title={t("audience.form.rule")} help={t("audience.form.ruleHelp")}>
              <RuleBuilder
                id={`segment-${id ?? "new"}`}
                catalogue={catalogue}
                query={query}
                onChange={setQuery}
                error={placed}
                strict={tried}
              />
              <RuleSentence rule={rule} catalogue={catalogue} />
            </Section>
          )}
        </div>
        {ruled && (
          <aside className="xl:sticky xl:top-2 xl:w-80" aria-label={t("audience.preview.title")}>
            <PreviewPanel preview={preview} whole={whole} placed={placed !== null} />
          </aside>
        )}
      </div>
      <SavePrompt
        open={asking}
        name={start.name}
        preview={preview}
        saving={save.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={store}
      />
    </form>
  )
}
