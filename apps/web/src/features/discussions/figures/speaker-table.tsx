'use client';
import type { DiscussionAnalytics } from '@overmind/contracts/entities/discussion-analytics';
import { usePersonas } from '#features/personas/use-personas.ts';
import { cn } from '#lib/class-names.ts';
import { figures as text } from '#text/discussion-list.ts';

type Speaker = DiscussionAnalytics['by_speaker'][number];

/** How each speaker took part: turns as bars, and how its proposals and votes fared. */
export function SpeakerTable({ speakers }: { speakers: readonly Speaker[] }) {
  const personas = usePersonas().data?.items ?? [];
  const nameOf = (key: string) => personas.find(({ persona }) => persona.key === key)?.persona.name ?? key;
  const most = Math.max(1, ...speakers.map(({ turns }) => turns));
  return (
    <section
      aria-label={text.bySpeaker}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto"
    >
      <h2 className="mb-1.5 font-medium text-ink-2 text-xs">{text.bySpeaker}</h2>
      <table className="w-full min-w-[36rem] text-left text-xs">
        <thead className="text-ink-2">
          <tr className="border-b">
            {[text.speaker, text.speakerTurns, text.accepted, text.dissents, text.skipped].map((name) => (
              <th key={name} scope="col" className="py-1.5 pr-3 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {speakers.map((speaker) => (
            <tr key={speaker.key} className="border-b last:border-0">
              <th scope="row" className="py-1.5 pr-3 font-medium">
                {nameOf(speaker.key)}
              </th>
              <td className="pr-3">
                <Bar share={speaker.turns / most} words={String(speaker.turns)} tone="bg-running" />
              </td>
              <td className="pr-3">
                <Bar
                  share={speaker.proposals === 0 ? 0 : speaker.accepted / speaker.proposals}
                  words={text.acceptedOf(speaker.accepted, speaker.proposals)}
                  tone="bg-done"
                />
              </td>
              <td className="pr-3">
                <Bar
                  share={speaker.votes === 0 ? 0 : speaker.dissent / speaker.votes}
                  words={text.dissentsOf(speaker.dissent, speaker.votes)}
                  tone="bg-failed"
                />
              </td>
              <td className="tabular-nums">{speaker.skipped}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

const Bar = ({ share, words, tone }: { share: number; words: string; tone: string }) => (
  <span className="flex items-center gap-2 tabular-nums">
    <span aria-hidden className="h-1.5 w-16 overflow-hidden rounded-full bg-line">
      <span className={cn('block h-full', tone)} style={{ width: `${share * 100}%` }} />
    </span>
    {words}
  </span>
);
