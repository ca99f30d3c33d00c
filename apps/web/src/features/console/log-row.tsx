import type { LogLine } from '@overmind/contracts/entities/run';
import { Fragment, memo } from 'react';
import { cn } from '#lib/class-names.ts';
import { consoleText as text } from '#text/runs.ts';
import { parseLine, type Segment } from './ansi.ts';
import { splitByMatch } from './log-search.ts';

interface LogRowProps {
  seq: number;
  line: LogLine | undefined;
  withTime: boolean;
  digits: number;
  needle: string;
  isCurrent: boolean;
}

const streamTones: Record<LogLine['stream'], string> = {
  stdout: 'border-transparent',
  stderr: 'border-failed/60',
  system: 'border-accent/60 text-ink-2 italic',
  agent: 'border-running/60',
};

/** One line of fixed height. Everything in it is text: a log can hold markup, and it stays letters. */
export const LogRow = memo(function LogRow({ seq, line, withTime, digits, needle, isCurrent }: LogRowProps) {
  return (
    <div
      className={cn(
        'console-row flex border-l-2 pr-4',
        line === undefined ? 'border-transparent' : streamTones[line.stream],
        isCurrent && 'bg-signal-soft',
      )}
      data-seq={seq}
      data-stream={line?.stream}
    >
      <span
        className="shrink-0 select-none pr-3 pl-2 text-right text-ink-3 tabular-nums"
        style={{ width: `${digits + 3}ch` }}
        aria-hidden
      >
        {seq}
      </span>
      {withTime && line !== undefined ? (
        <time className="shrink-0 select-none pr-3 text-ink-3 not-italic" dateTime={line.created_at}>
          {timeOf(line.created_at)}
        </time>
      ) : null}
      <span className="[tab-size:4]">
        {line === undefined ? <Placeholder /> : <Words line={line} needle={needle} isCurrent={isCurrent} />}
      </span>
    </div>
  );
});

const Placeholder = () => <span className="inline-block h-2 w-40 animate-pulse rounded bg-ink/10" />;

function Words({ line, needle, isCurrent }: { line: LogLine; needle: string; isCurrent: boolean }) {
  const { segments, cutCharacters } = parseLine(line);
  return (
    <>
      {segments.map((segment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never change places
        <Piece key={index} segment={segment} needle={needle} isCurrent={isCurrent} />
      ))}
      {cutCharacters > 0 ? <span className="text-ink-3 italic">{text.cut(cutCharacters)}</span> : null}
    </>
  );
}

function Piece({ segment, needle, isCurrent }: { segment: Segment; needle: string; isCurrent: boolean }) {
  if (segment.isMadeVisible) return <span className="made-visible">{segment.text}</span>;
  if (needle === '')
    return segment.style === undefined ? segment.text : <span style={segment.style}>{segment.text}</span>;
  return (
    <span style={segment.style}>
      {splitByMatch(segment.text, needle).map((part, index) => {
        const key = `${index}:${part}`;
        return index % 2 === 1 ? (
          <mark key={key} data-current={isCurrent || undefined}>
            {part}
          </mark>
        ) : (
          <Fragment key={key}>{part}</Fragment>
        );
      })}
    </span>
  );
}

const timeOf = (iso: string): string => {
  const date = new Date(iso);
  return `${date.toLocaleTimeString('en-GB')}.${String(date.getMilliseconds()).padStart(3, '0')}`;
};
