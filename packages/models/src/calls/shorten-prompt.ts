import type { LanguageModelV3Message, LanguageModelV3Prompt } from '@ai-sdk/provider';
import { estimateTokens } from '@overmind/domain/models/tokens';

type ToolMessage = Extract<LanguageModelV3Message, { role: 'tool' }>;
type ToolPart = ToolMessage['content'][number];

export interface Shortened {
  prompt: LanguageModelV3Prompt;
  savedTokens: number;
  /** How many results of tools are left out. */
  leftOut: number;
}

const stand =
  '(This result is left out, since there is no room for it any more. Call the tool again if you need it.)';
const standTokens = estimateTokens(stand);

/**
 * A prompt without the oldest results of tools, each with a line in its place, until so many tokens are saved or no more
 * can be. What was said, which tools were called with what, and the results that came last stay whole.
 */
export function shortenPrompt(prompt: LanguageModelV3Prompt, tokens: number): Shortened {
  const last = prompt.findLastIndex(({ role }) => role === 'tool');
  let savedTokens = 0;
  let leftOut = 0;
  const shorten = (part: ToolPart): ToolPart => {
    if (savedTokens >= tokens || part.type !== 'tool-result') return part;
    const saves = estimateTokens(JSON.stringify(part.output)) - standTokens;
    if (saves <= 0) return part;
    savedTokens += saves;
    leftOut += 1;
    return { ...part, output: { type: 'text', value: stand } };
  };
  const shortened = prompt.map((message, index) =>
    message.role === 'tool' && index !== last
      ? { ...message, content: message.content.map(shorten) }
      : message,
  );
  return { prompt: shortened, savedTokens, leftOut };
}
