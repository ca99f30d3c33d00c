import type {
  CriteriaReview,
  CriterionVerdict,
  LineCitation,
} from '@overmind/contracts/entities/criteria-review';
import { CircleCheck, CircleHelp, CircleX, type LucideIcon } from 'lucide-react';
import { VisibleText } from '#features/console/visible-text.tsx';
import { lineHash } from '#features/review/line-hash.ts';
import { cn } from '#lib/class-names.ts';
import { criteria as text } from '#text/run-page.ts';

const marks: Record<CriterionVerdict['met'], { icon: LucideIcon; tone: string }> = {
  yes: { icon: CircleCheck, tone: 'text-done' },
  no: { icon: CircleX, tone: 'text-failed' },
  unclear: { icon: CircleHelp, tone: 'text-blocked' },
};

interface CriteriaVerdictsProps {
  review: CriteriaReview;
  /** Of the review page that shows the lines, empty on that page itself; without it places are not linked. */
  reviewHref?: string | undefined;
}

/** What a reviewer says of each acceptance criterion, with the lines that show it. */
export const CriteriaVerdicts = ({ review, reviewHref }: CriteriaVerdictsProps) => (
  <div className="mt-1 pl-6 text-sm">
    <p className="text-ink-3 text-xs">
      {text.by(review.reviewer, review.model)}
      {review.is_of_description ? ` ${text.ofDescription}` : null}
    </p>
    <ol className="mt-1 space-y-2">
      {review.criteria.map((verdict) => (
        <Verdict key={verdict.number} verdict={verdict} reviewHref={reviewHref} />
      ))}
    </ol>
  </div>
);

function Verdict({ verdict, reviewHref }: { verdict: CriterionVerdict; reviewHref: string | undefined }) {
  const { icon: Icon, tone } = marks[verdict.met];
  return (
    <li className="flex items-start gap-2 [overflow-wrap:anywhere]">
      <Icon className={cn('mt-0.5 size-4 shrink-0', tone)} aria-hidden />
      <div className="min-w-0">
        <p>
          <span className="sr-only">{text.met[verdict.met]}: </span>
          <span className="text-ink-3">{verdict.number}. </span>
          <span className="line-clamp-4">
            <VisibleText text={verdict.criterion} />
          </span>
        </p>
        <p className="text-ink-2 text-xs">
          <VisibleText text={verdict.why} />
        </p>
        {verdict.citations.length === 0 ? null : (
          <ul aria-label={text.lines} className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5">
            {verdict.citations.map((citation) => (
              <li key={placeWords(citation)} className="font-mono text-xs">
                <Place citation={citation} reviewHref={reviewHref} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

const placeWords = ({ path, from_line: from, to_line: to }: LineCitation): string =>
  from === to ? `${path}:${from}` : `${path}:${from}-${to}`;

function Place({ citation, reviewHref }: { citation: LineCitation; reviewHref: string | undefined }) {
  const words = <VisibleText text={placeWords(citation)} />;
  if (reviewHref === undefined) return words;
  const { path, from_line: line } = citation;
  return (
    <a
      href={`${reviewHref}${lineHash({ path, side: 'new', line })}`}
      className="text-accent underline max-md:inline-block max-md:min-h-11"
    >
      {words}
    </a>
  );
}
