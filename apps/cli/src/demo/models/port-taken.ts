/** How the scripted model ends where the port that it is to take again is another program's. */
export const portTakenExit = 3;
