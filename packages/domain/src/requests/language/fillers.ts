import { closings, hesitations, openings } from '../vocabulary.ts';
import { anywhere, leading, trailing } from './phrases.ts';

const hesitation = anywhere(hesitations);
const opening = leading(openings);
const closing = trailing(closings);

/** Expects a text without private-use characters. Gives it without hesitation: "run, uh, the tests" is "run the tests". */
export function stripHesitations(text: string): string {
  return text
    .replace(hesitation, '\uE000')
    .replace(/,?[^\S\n]*\uE000(?:[^\S\n]*\uE000)*[^\S\n]*,?/g, ' ')
    .replace(/[^\S\n]+/g, ' ')
    .trim();
}

/** A part without what is said around the thing asked for: "hey, could you please … for me". */
export function stripFillers(part: string): string {
  return untilStable(part.trim(), (text) => {
    const rest = text.replace(opening, '').replace(closing, '').trim();
    return rest === '' ? text : rest;
  });
}

export function untilStable(text: string, change: (text: string) => string): string {
  const changed = change(text);
  return changed === text ? text : untilStable(changed, change);
}
