'use client';
import type { Rating } from '@overmind/contracts/entities/prompt';
import { Button } from '#components/ui/button.tsx';
import { ratings as text } from '#text/ratings.ts';

interface RatingScaleProps {
  label: string;
  rating: Rating;
  isBusy: boolean;
  /** Missing for those who may not rate. */
  onRate?: ((value: number) => void) | undefined;
}

const values = [1, 2, 3, 4, 5];

/** Asks for one rating, which cannot be changed, and shows it once it was given. */
export function RatingScale({ label, rating: { value: given }, isBusy, onRate }: RatingScaleProps) {
  if (given !== null) return <p className="text-ink-2 text-xs">{text.given(given)}</p>;
  if (onRate === undefined) return null;
  return (
    <fieldset className="flex flex-wrap items-center gap-1" title={text.hint}>
      <legend className="float-left mr-2 text-ink-2 text-xs">{label}</legend>
      {values.map((value) => (
        <Button
          key={value}
          size="sm"
          disabled={isBusy}
          aria-label={text.choice(value)}
          onClick={() => onRate(value)}
        >
          {value}
        </Button>
      ))}
    </fieldset>
  );
}
