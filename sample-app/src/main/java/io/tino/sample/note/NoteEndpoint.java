package io.tino.sample.note;

import java.util.List;

import jakarta.validation.Valid;

import io.tino.spring.endpoint.TinoCommand;
import io.tino.spring.endpoint.TinoEndpoint;

@TinoEndpoint
class NoteEndpoint {

	private final NoteRepository notes;

	NoteEndpoint(NoteRepository notes) {
		this.notes = notes;
	}

	@TinoCommand
	Note createNote(@Valid NoteInput note) {
		return this.notes.save(new Note(null, note.text(), note.completed()));
	}

	@TinoCommand
	List<Note> readNotes() {
		return this.notes.findAll();
	}

}
