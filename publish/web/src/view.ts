/** What a view is, and the frame that loads it, shows that it is busy, and tells what went wrong. */

import { Fault } from "./api";
import type { Choice } from "./address";
import { el, tell } from "./dom";

/** What a view is given: where to draw, what is chosen, and how to choose anew. */
export type Stage = {
  root: HTMLElement;
  choice: Choice;
  /** Writes a new choice into the address, which draws the view anew. */
  choose: (choice: Choice) => void;
  /** Is aborted when the view is left. */
  signal: AbortSignal;
};

export type View = (stage: Stage) => Promise<void>;

/** Runs some work into a part of the page, with a note while it lasts and a message where it fails. */
export async function busy(part: HTMLElement, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  part.setAttribute("aria-busy", "true");
  const note = el("p", { class: "hint", role: "status" }, "Loading …");
  part.append(note);
  try {
    await work();
  } catch (error) {
    if (signal.aborted) return;
    if (!(error instanceof Fault)) console.error(error);
    const message = error instanceof Fault ? error.message : "This cannot be drawn here. The pages and the saved questions show the same.";
    part.replaceChildren(tell(message, "fault"));
  } finally {
    note.remove();
    part.removeAttribute("aria-busy");
  }
}
