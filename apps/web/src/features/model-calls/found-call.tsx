'use client';
import { Compass } from 'lucide-react';
import { EmptyState, ErrorState } from '#components/notice.tsx';
import { Button } from '#components/ui/button.tsx';
import { isCode } from '#lib/api/error-words.ts';
import { common } from '#text/common.ts';
import { modelCalls as text } from '#text/model-calls.ts';
import { CallPanel } from './call-panel.tsx';
import { useModelCall } from './use-model-calls.ts';

interface FoundCallProps {
  /** Null for a call that belongs to none. */
  projectId: string | null;
  id: string;
  onClose(): void;
}

/** A call with its chain and the reasons for its model, fetched when it is opened. */
export function FoundCall({ projectId, id, onClose }: FoundCallProps) {
  const { data, error, refetch } = useModelCall(projectId, id);
  if (data !== undefined) return <CallPanel call={data} onClose={onClose} />;
  // An address may also name what no id looks like.
  if (isCode(error, 'not_found') || isCode(error, 'malformed'))
    return (
      <EmptyState
        icon={Compass}
        title={text.goneTitle}
        hint={text.goneHint}
        action={<Button onClick={onClose}>{common.close}</Button>}
      />
    );
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  return <p className="p-4 text-ink-2 text-sm">{text.looking}</p>;
}
