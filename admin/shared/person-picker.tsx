import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import type { MemberDto, ProfileDto } from "../../src/contract"
import { api, errorMessage } from "./client"
import { Combobox } from "./combobox"
import { retry } from "./queries"
import { useDebounced } from "./use-debounced"
import { usePersonName } from "./use-person-name"

interface PersonPickerProps {
  /** What choosing somebody does. */
  label: string
  onPick: (profile: ProfileDto) => void
}

const OFFERED = 20

/** Finds one person by name, e-mail or id; before anything is typed, those who were here last. */
export function PersonPicker({ label, onPick }: PersonPickerProps) {
  const nameOf = usePersonName()
  const [asked, setAsked] = useState(false)
  const [search, setSearch] = useState("")
  const q = useDebounced(search.trim(), 250)
  const { data, error, isFetching } = useQuery({
    queryKey: ["audience", "people", "picker", q],
    queryFn: async ({ signal }) =>
      (await api.get<{ profiles: MemberDto[] }>("/profiles", { q: q || undefined, limit: OFFERED, order: "-visit.last_seen" }, signal))
        .profiles,
    enabled: asked,
    placeholderData: keepPreviousData,
    staleTime: 5_000,
    retry,
  })
  const found = error ? [] : (data ?? [])
  return (
    <Combobox
      label={label}
      options={found.map((profile) => {
        const name = nameOf(profile)
        return { value: profile.id, label: name, ...(profile.email && profile.email !== name ? { help: profile.email } : {}) }
      })}
      values={[]}
      onChange={([id]) => {
        const profile = found.find((one) => one.id === id)
        if (profile) onPick(profile)
      }}
      onOpen={() => setAsked(true)}
      onSearch={setSearch}
      loading={isFetching || q !== search.trim()}
      fault={error ? errorMessage(error) : undefined}
    />
  )
}
