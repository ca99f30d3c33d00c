'use client';
import type { TranscriptEntry } from '@overmind/contracts/entities/transcript';
import { memo } from 'react';
import { transcript as text } from '#text/transcript.ts';
import { MessageEntry } from './message-entry.tsx';
import { PlanList } from './plan-panel.tsx';
import { NoticeEntry, PermissionEntry, UsageEntry } from './small-entries.tsx';
import { ToolCallEntry } from './tool-call-entry.tsx';

interface EntryRowProps {
  entry: TranscriptEntry;
  tookMs: number | null;
  isLive: boolean;
}

export const EntryRow = memo(function EntryRow({ entry, tookMs, isLive }: EntryRowProps) {
  switch (entry.kind) {
    case 'message':
      return <MessageEntry entry={entry} />;
    case 'tool_call':
      return <ToolCallEntry entry={entry} tookMs={tookMs} isLive={isLive} />;
    case 'plan':
      return (
        <section aria-label={text.plan} className="rounded-card border bg-surface px-3 py-2">
          <PlanList plan={entry} />
        </section>
      );
    case 'permission':
      return <PermissionEntry entry={entry} />;
    case 'notice':
      return <NoticeEntry entry={entry} />;
    case 'usage':
      return <UsageEntry entry={entry} />;
  }
});
