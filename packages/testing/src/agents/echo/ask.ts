import {
  methods,
  type PermissionOption,
  type RequestPermissionRequest,
  type ToolKind,
} from '@agentclientprotocol/sdk';
import type { Turn } from './turn.ts';
import { newToolCallId } from './work.ts';

const options: PermissionOption[] = [
  { optionId: 'yes', name: 'Allow once', kind: 'allow_once' },
  { optionId: 'always', name: 'Always allow', kind: 'allow_always' },
  { optionId: 'no', name: 'Reject', kind: 'reject_once' },
];

export async function askPermission(
  { client, sessionId, cancelled }: Turn,
  { title = 'Do something', kind = 'other' }: { title?: string | undefined; kind?: ToolKind | undefined },
): Promise<'allowed' | 'rejected' | 'cancelled'> {
  const toolCall = { toolCallId: newToolCallId(), title, kind, status: 'pending' as const };
  const params: RequestPermissionRequest = { sessionId, toolCall, options };
  const { outcome } = await client.request(methods.client.session.requestPermission, params);
  if (outcome.outcome === 'cancelled' || cancelled.aborted) return 'cancelled';
  return outcome.optionId === 'no' ? 'rejected' : 'allowed';
}
