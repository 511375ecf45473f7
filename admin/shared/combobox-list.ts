/** One choice of a combobox. */
export interface ComboOption {
  value: string
  label: string
  help?: string
  group?: string
  /** How often it occurs, already formatted. */
  count?: string
}

/** The options that a search leaves, best first: labels that start with it, then labels, then help and value. */
export function matchingOptions(options: ComboOption[], search: string): ComboOption[] {
  const wanted = search.trim().toLocaleLowerCase()
  if (!wanted) return options
  const rank = ({ label, help = "", value }: ComboOption): number => {
    const name = label.toLocaleLowerCase()
    if (name.startsWith(wanted)) return 0
    if (name.includes(wanted)) return 1
    return help.toLocaleLowerCase().includes(wanted) || value.toLocaleLowerCase().includes(wanted) ? 2 : 3
  }
  const ranked = options.map((option, index) => ({ option, index, rank: rank(option) })).filter((found) => found.rank < 3)
  // Groups stay together: the order within one is by rank.
  const groups = [...new Set(ranked.map(({ option }) => option.group))]
  return ranked
    .sort((a, b) => groups.indexOf(a.option.group) - groups.indexOf(b.option.group) || a.rank - b.rank || a.index - b.index)
    .map(({ option }) => option)
}

/** Adds or takes away one value; without `multiple` it replaces what was chosen. */
export function toggled(values: string[], value: string, multiple: boolean): string[] {
  if (!multiple) return [value]
  return values.includes(value) ? values.filter((other) => other !== value) : [...values, value]
}
