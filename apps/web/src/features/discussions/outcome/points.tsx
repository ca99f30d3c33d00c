import type { ReactNode } from 'react';
import { ShortText } from '#components/short-text.tsx';

interface PointsProps {
  title: string;
  points: readonly string[];
  /** Stands where there are none; nothing is drawn without it. */
  none?: string;
  children?: ReactNode;
}

/** A named list of a record. */
export const Points = ({ title, points, none, children }: PointsProps) =>
  points.length === 0 && none === undefined && children === undefined ? null : (
    <div className="text-sm">
      <h3 className="mb-0.5 font-medium text-ink-2 text-xs">{title}</h3>
      {points.length === 0 ? (
        (children ?? <p className="text-ink-2 text-xs">{none}</p>)
      ) : (
        <ul className="list-disc space-y-0.5 pl-4">
          {points.map((point) => (
            <li key={point} className="[overflow-wrap:anywhere]">
              <ShortText text={point} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
