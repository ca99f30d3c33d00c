import { z } from 'zod';
import { publishedSchemas } from './entities.ts';

export type JsonSchema = Record<string, unknown>;

/** JSON Schema 2020-12 of a zod schema; `io` says whether defaults are still to be filled in. */
export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as JsonSchema;
}

/** The published schema of that name, or null. */
export function findPublishedSchema(name: string): JsonSchema | null {
  const entry = Object.entries(publishedSchemas).find(([known]) => known === name);
  if (!entry) return null;
  return { $id: `/api/schemas/${name}`, title: name, ...toJsonSchema(entry[1], 'output') };
}
