import { z } from 'zod';

/** In lower case, as the database writes it: ids are compared as text. */
export const Uuid = z.uuid().toLowerCase();
export const Timestamp = z.iso.datetime({ offset: true }).meta({ description: 'ISO 8601, UTC' });
/** A line of text a person wrote or reads: no NUL, no lone surrogate. */
export const Line = (max: number) => z.string().trim().min(1).max(max);
export const Text = (max: number) => z.string().max(max);
export const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(50),
  cursor: z.string().max(512).optional().meta({ description: 'opaque; from next_cursor' }),
});
export type PageQuery = z.infer<typeof PageQuery>;

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });
export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}

/** A comma-separated query value, e.g. `status=queued,blocked`. */
export const commaList = <T extends string>(item: z.ZodType<T>) =>
  z
    .string()
    .max(512)
    .transform((value, context): T[] => {
      const parsed = z
        .array(item)
        .max(50)
        .safeParse(value.split(',').filter((part) => part !== ''));
      if (parsed.success) return parsed.data;
      for (const issue of parsed.error.issues) context.addIssue({ code: 'custom', message: issue.message });
      return z.NEVER;
    });

type Bare<T> = T extends z.ZodDefault<infer Inner> | z.ZodPrefault<infer Inner> ? Inner : T;
type Changes<S extends z.core.$ZodLooseShape> = z.ZodObject<
  { [K in keyof S]: z.ZodOptional<Bare<S[K]> extends z.ZodType ? Bare<S[K]> : never> },
  z.core.$strict
>;

/**
 * Some fields of such an object, to be laid over one that is there. `partial()` would fill in defaults for fields
 * that were left out, and so reset them.
 */
export function changesOf<S extends z.core.$ZodLooseShape>(schema: z.ZodObject<S>): Changes<S> {
  const bare = (field: unknown) =>
    field instanceof z.ZodDefault || field instanceof z.ZodPrefault ? field.unwrap() : field;
  const fields = Object.entries(schema.shape).map(([name, field]) => [
    name,
    z.optional(bare(field) as z.ZodType),
  ]);
  // The shape is that of the type, field by field.
  return z.strictObject(Object.fromEntries(fields)) as unknown as Changes<S>;
}
