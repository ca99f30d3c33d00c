import type { Message } from '@overmind/contracts/entities/conversation';
import type { Provenance } from '@overmind/contracts/entities/provenance';
import {
  Bot,
  CircleCheck,
  Code,
  GitCommitHorizontal,
  GitMerge,
  ListTodo,
  type LucideIcon,
  MessageSquare,
  MessageSquareCheck,
  MessagesSquare,
  Mic,
  Quote,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { MessageText } from '#features/chat/message-text.tsx';
import { VisibleText } from '#features/console/visible-text.tsx';
import { discussionPath } from '#features/discussions/discussions-path.ts';
import { mergesPath } from '#features/merges/merges-path.ts';
import { recordingPath } from '#features/recordings/recordings-path.ts';
import { reviewPath } from '#features/review/review-paths.ts';
import { projectPath, runPath, taskPath } from '#lib/route-ids.ts';
import { mergeStatusWords, strategyWords } from '#text/merges.ts';
import { provenance as text } from '#text/provenance.ts';
import { runStatusWords, taskStatusWords } from '#text/status.ts';

export interface Step {
  name: string;
  icon: LucideIcon;
  title: ReactNode;
  when: string | null;
  body: ReactNode;
  links: { href: string; words: string }[];
}

const step = (name: keyof typeof text.steps, icon: LucideIcon, rest: Partial<Step>): Step => ({
  ...{ name: text.steps[name], icon, title: '', when: null, body: null, links: [] },
  ...rest,
});

/** The records from a line back to what was asked, as far as they go. */
export const stepsOf = (found: Provenance, projectId: string): Step[] =>
  [
    lineStep(found),
    commitStep(found),
    mergeStep(found, projectId),
    approvalStep(found),
    runStep(found, projectId),
    taskStep(found, projectId),
    requestStep(found),
    decisionStep(found, projectId),
    discussionStep(found, projectId),
    messageStep(found, projectId),
    recordingStep(found, projectId),
  ].filter((each) => each !== null);

const lineStep = ({ path, line, text: words }: Provenance): Step =>
  step('line', Code, {
    title: <VisibleText text={text.lineOf(path, line)} />,
    body: (
      <code className="block whitespace-pre-wrap rounded [overflow-wrap:anywhere] bg-sunken px-2 py-1 font-mono text-ink text-xs">
        <VisibleText text={words} />
      </code>
    ),
  });

const commitStep = ({ commit }: Provenance): Step =>
  step('commit', GitCommitHorizontal, {
    title: <VisibleText text={commit.subject} />,
    when: commit.committed_at,
    body: (
      <p>
        <code className="font-mono text-xs">{commit.sha.slice(0, 10)}</code>{' '}
        <VisibleText text={text.by(commit.author)} />
      </p>
    ),
  });

const mergeStep = ({ merge }: Provenance, projectId: string): Step | null =>
  merge === null
    ? null
    : step('merge', GitMerge, {
        title: text.merged(strategyWords[merge.strategy], merge.base_branch),
        when: merge.finished_at,
        body: mergeStatusWords[merge.status],
        links: [{ href: mergesPath(projectId), words: text.openMerges }],
      });

const approvalStep = ({ approved_by: name }: Provenance): Step | null =>
  name === null
    ? null
    : step('approval', CircleCheck, { title: <VisibleText text={text.approvedBy(name)} /> });

const runStep = ({ run, agent }: Provenance, projectId: string): Step | null =>
  run === null
    ? null
    : step('run', Bot, {
        title: text.run(agent, run.attempt),
        when: run.finished_at ?? run.created_at,
        body:
          run.summary === null || run.summary === '' ? (
            runStatusWords[run.status]
          ) : (
            <VisibleText text={run.summary} />
          ),
        links: [
          { href: runPath(projectId, run.id), words: text.openRun },
          { href: reviewPath(projectId, run.id), words: text.openChanges },
        ],
      });

const taskStep = ({ task }: Provenance, projectId: string): Step | null =>
  task === null
    ? null
    : step('task', ListTodo, {
        title: <VisibleText text={`${task.key}: ${task.title}`} />,
        when: task.created_at,
        body: taskStatusWords[task.status],
        links: [{ href: taskPath(projectId, task.id), words: text.openTask }],
      });

const requestStep = ({ request }: Provenance): Step | null =>
  request === null
    ? null
    : step('request', Quote, {
        title: text.source(request.source),
        when: request.created_at,
        body: <MessageText text={request.text} isMarkdown={false} />,
      });

const chatLink = (message: Message, projectId: string) => ({
  href: `${projectPath(projectId)}?chat=${message.conversation_id}&view=chat`,
  words: text.openChat,
});

/** What was said to have the task made of what was decided. */
function decisionStep({ discussion }: Provenance, projectId: string): Step | null {
  const said = discussion?.decided_with;
  if (said === undefined) return null;
  const { recording } = said;
  const sound =
    recording === undefined
      ? []
      : [{ href: recordingPath(projectId, recording.id, recording.start_ms), words: text.hear }];
  return step('decision', MessageSquareCheck, {
    when: said.created_at,
    body: <MessageText text={said.content} isMarkdown={false} />,
    links: [chatLink(said, projectId), ...sound],
  });
}

const discussionStep = ({ discussion }: Provenance, projectId: string): Step | null =>
  discussion === undefined
    ? null
    : step('discussion', MessagesSquare, {
        title: <VisibleText text={discussion.title} />,
        links: [{ href: discussionPath(projectId, discussion.id), words: text.openDiscussion }],
      });

const messageStep = ({ message, author }: Provenance, projectId: string): Step | null =>
  message === null
    ? null
    : step('message', MessageSquare, {
        title: author === null ? '' : <VisibleText text={text.by(author)} />,
        when: message.created_at,
        body: <MessageText text={message.content} isMarkdown={false} />,
        links: [chatLink(message, projectId)],
      });

const recordingStep = ({ recording_id: id, recording }: Provenance, projectId: string): Step | null =>
  id === null
    ? null
    : step('recording', Mic, {
        title: text.recording,
        links: [{ href: recordingPath(projectId, id, recording?.start_ms), words: text.hear }],
      });
