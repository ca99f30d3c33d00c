'use client';
import type { AgentMessage } from '@overmind/contracts/entities/discussion';
import { ShortText } from '#components/short-text.tsx';
import { FoldedText } from '#features/chat/folded-text.tsx';
import { outcome, room as text } from '#text/discussions.ts';
import { Points } from '../outcome/points.tsx';
import { BallotLine } from '../proposals/ballot-line.tsx';
import { useVoice } from '../voices.tsx';

type Of<T extends AgentMessage['type']> = Extract<AgentMessage, { type: T }>;

/** What an agent said, each kind in its own form. */
export function AgentWords({ message, by }: { message: AgentMessage; by: string }) {
  switch (message.type) {
    case 'proposal':
      return <ProposalWords message={message} />;
    case 'question':
      return <QuestionWords message={message} />;
    case 'response':
      return <ResponseWords message={message} />;
    case 'vote':
      return <VoteWords message={message} by={by} />;
    case 'consensus':
      return <ConsensusWords message={message} />;
    case 'question_to_user':
      return (
        <ul className="list-disc pl-4">
          {message.questions.map((question) => (
            <li key={question} className="[overflow-wrap:anywhere]">
              <ShortText text={question} />
            </li>
          ))}
        </ul>
      );
  }
}

const Notes = ({ notes }: { notes: readonly (string | null)[] }) => {
  const shown = notes.filter((note) => note !== null);
  return shown.length === 0 ? null : <p className="mt-1 text-ink-3 text-xs">{shown.join(' · ')}</p>;
};

const listed = (refs: readonly string[], words: (refs: string) => string): string | null =>
  refs.length === 0 ? null : words(refs.join(', '));

const ProposalWords = ({ message: { title, content, amends, meets } }: { message: Of<'proposal'> }) => (
  <>
    <p className="font-semibold [overflow-wrap:anywhere]">
      <ShortText text={title} />
    </p>
    <FoldedText text={content} isMarkdown />
    <Notes notes={[amends === null ? null : text.amends(amends), listed(meets, text.meets)]} />
  </>
);

function QuestionWords({ message: { content, to } }: { message: Of<'question'> }) {
  const { name } = useVoice(to);
  return (
    <>
      <FoldedText text={content} isMarkdown />
      <Notes notes={[to === null ? null : text.to(name)]} />
    </>
  );
}

function ResponseWords({ message }: { message: Of<'response'> }) {
  const { content, to, reply_to: replyTo, concerns, closes } = message;
  const { name } = useVoice(to);
  return (
    <>
      <FoldedText text={content} isMarkdown />
      {concerns.map(({ proposal, content: concern }) => (
        <p key={concern} className="mt-1 border-review border-l-2 pl-2 text-xs [overflow-wrap:anywhere]">
          <span className="font-medium text-review">
            {text.raises} {proposal ?? ''}
          </span>{' '}
          <ShortText text={concern} />
        </p>
      ))}
      <Notes
        notes={[
          to === null ? null : text.to(name),
          replyTo === null ? null : text.answers(replyTo),
          listed(closes, text.closes),
        ]}
      />
    </>
  );
}

const VoteWords = ({ message: { ballots }, by }: { message: Of<'vote'>; by: string }) => (
  <ul className="space-y-1.5">
    {ballots.map((ballot) => (
      <li key={ballot.proposal} className="flex gap-2">
        <span className="w-8 shrink-0 font-medium text-xs tabular-nums">{ballot.proposal}</span>
        <ul className="min-w-0 flex-1">
          <BallotLine by={by} vote={ballot} isNamed={false} />
        </ul>
      </li>
    ))}
  </ul>
);

const ConsensusWords = ({ message }: { message: Of<'consensus'> }) => (
  <div className="space-y-2">
    <FoldedText text={message.content} isMarkdown />
    <Points title={outcome.reasons} points={message.reasons} />
    <Points title={outcome.risks} points={message.risks} />
    <Points title={outcome.next} points={message.next_actions} />
  </div>
);
