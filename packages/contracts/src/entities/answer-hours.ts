/** How long a discussion may wait for an answer. In a file of its own: every page reads project settings, few read discussions. */
export const mostAnswerHours = 720;
export const usualAnswerHours = 24;
