import { z } from 'zod';

const Block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('image'), mimeType: z.string().catch('image') }),
  z.object({ type: z.literal('audio'), mimeType: z.string().catch('audio') }),
  z.object({ type: z.literal('resource_link'), uri: z.string(), name: z.string().catch('') }),
  z.object({
    type: z.literal('resource'),
    resource: z.object({ uri: z.string().catch(''), text: z.string().optional().catch(undefined) }),
  }),
]);

/** What a content block says as plain text; empty for one of an unknown kind. */
export function textOf(block: unknown): string {
  const { data } = Block.safeParse(block);
  switch (data?.type) {
    case 'text':
      return data.text;
    case 'image':
    case 'audio':
      return `[${data.mimeType}]`;
    case 'resource_link':
      return data.name === '' ? data.uri : `${data.name} (${data.uri})`;
    case 'resource':
      return data.resource.text ?? `[${data.resource.uri}]`;
    case undefined:
      return '';
  }
}

const Output = z.union([
  z.string(),
  z.looseObject({
    formatted_output: z.string().optional().catch(undefined),
    aggregated_output: z.string().optional().catch(undefined),
    output: z.string().optional().catch(undefined),
    stdout: z.string().optional().catch(undefined),
    stderr: z.string().optional().catch(undefined),
    error: z.string().optional().catch(undefined),
  }),
]);

/** What a tool printed, where an agent tells it only in the shape that the tool gave it. */
export function textOfOutput(raw: unknown): string {
  if (raw === undefined || raw === null) return '';
  const { data } = Output.safeParse(raw);
  if (typeof data === 'string') return data;
  if (data === undefined) return shortJson(raw);
  const printed = [data.stdout, data.stderr].filter((text) => text !== undefined && text !== '').join('\n');
  return (
    data.formatted_output ??
    data.aggregated_output ??
    data.output ??
    data.error ??
    (printed || shortJson(raw))
  );
}

/** As JSON; of a huge value the beginning. */
export function shortJson(value: unknown): string {
  if (value === undefined || value === null) return '';
  const isEmpty = typeof value === 'object' && Object.keys(value).length === 0;
  return isEmpty ? '' : (JSON.stringify(value) ?? '').slice(0, 100_000);
}
