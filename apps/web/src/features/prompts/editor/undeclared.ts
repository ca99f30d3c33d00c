import type { NewPromptVersion } from '@overmind/contracts/entities/prompt';
import { namesIn, parseTemplate } from '@overmind/domain/prompts/template';

/** Variables that a text uses and nobody declared; none while the text cannot be read. */
export function undeclaredIn({
  system,
  body,
  variables,
}: Pick<NewPromptVersion, 'system' | 'body' | 'variables'>): string[] {
  const known = new Set(variables.map(({ name }) => name));
  const used = [system, body].flatMap((words) => {
    const parsed = parseTemplate(words);
    return parsed.ok ? [...namesIn(parsed.parts)] : [];
  });
  return [...new Set(used)].filter((name) => !known.has(name));
}
