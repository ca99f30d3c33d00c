import { z } from 'zod';

const Part = z.looseObject({ type: z.string(), text: z.string().optional() });

/** A string, or the text parts that most formats allow in its place; parts without text count as none. */
export const TextContent = z
  .union([z.string(), z.array(Part)])
  .nullish()
  .transform((content) =>
    typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join(''),
  );
