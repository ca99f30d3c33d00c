/** Until when something holds. */
export const forNow =
  '[for (now|a moment|a while|a bit|today|the moment|a minute|the time being)|right now|now|immediately|at once|until further notice]';
