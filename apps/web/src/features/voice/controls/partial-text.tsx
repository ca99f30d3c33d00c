import { voice as text } from '#text/voice.ts';

/** What was heard so far: firm where it will not change any more, faint where it may. */
export function PartialText({ text: said, stableChars }: { text: string; stableChars: number }) {
  if (said === '') return null;
  return (
    <p
      aria-label={text.heardSoFar}
      role="note"
      className="max-h-24 overflow-y-auto text-sm [overflow-wrap:anywhere]"
    >
      <span data-part="stable">{said.slice(0, stableChars)}</span>
      <span data-part="open" className="text-ink-3 italic">
        {said.slice(stableChars)}
      </span>
    </p>
  );
}
