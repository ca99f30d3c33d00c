/** The few levels that core writes; pino fits. */
export interface Log {
  debug(message: string): void;
  debug(detail: object, message: string): void;
  info(message: string): void;
  info(detail: object, message: string): void;
  warn(message: string): void;
  warn(detail: object, message: string): void;
  error(message: string): void;
  error(detail: object, message: string): void;
}
