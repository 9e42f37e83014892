/* What every decoder needs: the text that a tool printed, and an answer in JSON. */
#ifndef REBE_H
#define REBE_H

#include <stdbool.h>
#include <stddef.h>

struct text {
  const char *at;
  size_t length;
};

/* A literal as text. */
#define TEXT(literal) ((struct text){(literal), sizeof(literal) - 1})

/* Reads the request. Answers with a refusal and ends, if there is no text of stdout in it. */
struct text rebe_stdout(void);

/* Answers {"refusal": why + what} and ends. */
_Noreturn void rebe_refuse(const char *why, struct text what);

/* The answer is collected by these, and written by rebe_answer: whole or not at all. */
void rebe_json(const char *json);
void rebe_string(struct text text);
void rebe_number(long number);
void rebe_answer(void);

/* Takes the next line, or the next word between spaces, off what is left. */
bool next_line(struct text *left, struct text *line);
bool next_word(struct text *left, struct text *word);

bool is(struct text text, const char *word);
bool begins(struct text text, const char *word);

/* A whole number of decimal digits; -1 if it is none. */
long number_of(struct text text);

#endif
