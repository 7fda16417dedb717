/* What undo and redo go through: texts of states, the present one among them. */

export class UndoHistory {
  constructor() {
    /** @type {string[]} */
    this.texts = [];
    this.place = -1; /* of the present text */
  }

  /** The present text; undefined before the first. */
  get present() {
    return this.texts[this.place];
  }

  get canUndo() {
    return this.place > 0;
  }

  get canRedo() {
    return this.place < this.texts.length - 1;
  }

  /**
   * A new text ends what could be redone.
   *
   * @param {string} text
   */
  record(text) {
    if (this.present === text) return;
    this.texts = [...this.texts.slice(0, this.place + 1), text];
    this.place = this.texts.length - 1;
  }

  /**
   * The text before or after, which is then the present one; null if missing.
   *
   * @param {1 | -1} way
   */
  step(way) {
    if (!(way < 0 ? this.canUndo : this.canRedo)) return null;
    this.place += way;
    return this.present;
  }
}
