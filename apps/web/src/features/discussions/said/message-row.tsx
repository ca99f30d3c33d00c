'use client';
import type { AgentMessageType } from '@overmind/contracts/entities/discussion';
import type { DiscussionMessage } from '@overmind/contracts/entities/discussion-room';
import {
  CircleHelp,
  Flag,
  Lightbulb,
  type LucideIcon,
  MessageCircle,
  MessageCircleQuestion,
  Vote,
} from 'lucide-react';
import { memo } from 'react';
import { TimeAgo } from '#components/time-ago.tsx';
import { Badge } from '#components/ui/badge.tsx';
import { FoldedText } from '#features/chat/folded-text.tsx';
import { usePersonName } from '#features/people/use-people.ts';
import { useProjectScope } from '#features/project/project-context.tsx';
import { cn } from '#lib/class-names.ts';
import { kindWords, purposeWords, room as text } from '#text/discussions.ts';
import { VoiceMark } from '../voice-mark.tsx';
import { useVoice } from '../voices.tsx';
import { AgentWords } from './agent-words.tsx';
import { AskedRow } from './asked-row.tsx';
import { TurnCallLine } from './turn-call-line.tsx';

const icons: Record<AgentMessageType, LucideIcon> = {
  proposal: Lightbulb,
  question: MessageCircleQuestion,
  response: MessageCircle,
  vote: Vote,
  consensus: Flag,
  question_to_user: CircleHelp,
};

/** One message: who said it, of what kind it is, and its words. */
export const MessageRow = memo(function MessageRow({ message }: { message: DiscussionMessage }) {
  const { said, role } = message;
  if (said.asked !== null) return <AskedRow message={message} asked={said.asked} />;
  return role === 'user' ? <PersonRow message={message} /> : <AgentRow message={message} />;
});

function AgentRow({ message }: { message: DiscussionMessage }) {
  const { body, ref, purpose } = message.said;
  const voice = useVoice(message.sender_id);
  const Icon = body === null ? MessageCircle : icons[body.type];
  return (
    <article aria-label={voice.name} className="flex gap-2.5">
      <VoiceMark voice={voice} className="mt-0.5 size-7" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-xs">
          <span className="font-medium">{voice.name}</span>
          {body === null ? null : (
            <Badge title={purpose === null ? undefined : purposeWords[purpose]}>
              <Icon aria-hidden />
              {kindWords[body.type]}
              {ref === null ? null : <span className="tabular-nums">{ref}</span>}
            </Badge>
          )}
          <TimeAgo iso={message.created_at} className="ml-auto text-2xs text-ink-3" />
        </p>
        <div
          className={cn(
            'mt-0.5 text-sm leading-5',
            body?.type === 'proposal' && 'rounded-card border bg-raised p-3 shadow-card',
          )}
        >
          {body === null ? (
            <FoldedText text={message.content} isMarkdown={message.content_format === 'markdown'} />
          ) : (
            <AgentWords message={body} by={voice.key} />
          )}
        </div>
        <TurnCallLine turn={message.said.turn} />
      </div>
    </article>
  );
}

function PersonRow({ message }: { message: DiscussionMessage }) {
  const { projectId } = useProjectScope();
  const nameOf = usePersonName(projectId);
  const name = message.sender_id === null ? text.person : nameOf(message.sender_id);
  return (
    <article aria-label={name} className="flex flex-col items-end">
      <p className="mb-0.5 flex items-baseline gap-1.5 text-2xs text-ink-3">
        <span className="inline-block font-medium first-letter:uppercase">{name}</span>
        <TimeAgo iso={message.created_at} />
      </p>
      <div className="max-w-[88%] rounded-xl rounded-br-[3px] bg-ink/8 px-3 py-1.5 text-sm leading-5">
        <FoldedText text={message.content} isMarkdown={false} />
      </div>
    </article>
  );
}
