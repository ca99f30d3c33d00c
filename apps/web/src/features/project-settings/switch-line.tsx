'use client';
import { useId } from 'react';
import { Switch } from '#components/ui/switch.tsx';

interface SwitchLineProps {
  label: string;
  hint: string;
  isOn: boolean;
  onChange(isOn: boolean): void;
}

/** A switch, what it turns on, and what that means. */
export function SwitchLine({ label, hint, isOn, onChange }: SwitchLineProps) {
  const labelId = useId();
  const hintId = useId();
  return (
    <div className="flex items-start gap-3">
      <Switch aria-labelledby={labelId} aria-describedby={hintId} checked={isOn} onCheckedChange={onChange} />
      <div>
        <p id={labelId} className="font-medium text-sm">
          {label}
        </p>
        <p id={hintId} className="text-ink-3 text-xs">
          {hint}
        </p>
      </div>
    </div>
  );
}
