"""Presidio's pattern recognisers over standard input, in paragraphs as it is meant to be fed: megabytes a second."""
import sys
import time

import spacy
from presidio_analyzer import AnalyzerEngine
from presidio_analyzer.nlp_engine import SpacyNlpEngine


class Blank(SpacyNlpEngine):
    """Tokens only: no model, so that its patterns are measured and not spaCy's network."""

    def __init__(self):
        super().__init__()
        self.nlp = {"en": spacy.blank("en")}

    def load(self):
        pass

    def is_loaded(self):
        return True


text = sys.stdin.read()
engine = AnalyzerEngine(nlp_engine=Blank(), supported_languages=["en"])
paragraphs = [text[at:at + 2000] for at in range(0, len(text), 2000)]
engine.analyze(text=paragraphs[0], language="en")
start = time.process_time()
for paragraph in paragraphs:
    engine.analyze(text=paragraph, language="en")
print(len(text.encode()) / 1e6 / (time.process_time() - start))
