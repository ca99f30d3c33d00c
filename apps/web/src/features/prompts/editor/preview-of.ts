import { type PromptPlace, valuesFor } from '@overmind/domain/prompts/place';
import { type Rendering, renderTexts } from '@overmind/domain/prompts/render';
import { valuesOf } from './values-of.ts';
import { checkDraft, type VersionDraft } from './version-draft.ts';

/** The text as a model gets it, with the parts that the program puts beside it; null while the draft has mistakes. */
export function previewOf(
  draft: VersionDraft,
  place: PromptPlace | null,
  typed: Readonly<Record<string, string>>,
  boundary: string,
): Rendering | null {
  const check = checkDraft(draft, place);
  if (!check.ok) return null;
  const values = valuesOf([...draft.variables, ...(place?.parts ?? [])], typed);
  const made = renderTexts(check.version, valuesFor(check.version, values), boundary);
  return made.ok && place !== null ? { ok: true, ...place.join(made, values, boundary) } : made;
}
