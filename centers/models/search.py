"""The words by which centres are found, so that search needs no database extension."""

from django.db import models

from centers import lookups  # noqa: F401  (registers ``__begins``)
from centers.models.directory import Center


class SearchWord(models.Model):
    """One folded word of any centre's name or ladder of places."""

    text = models.CharField(max_length=100, unique=True)
    backwards = models.CharField(max_length=100)
    """The word reversed: a typing error in the first half leaves the second half to look up."""

    class Meta:
        indexes = [
            models.Index(fields=["backwards"], opclasses=["varchar_pattern_ops"], name="search_word_suffix"),
        ]

    def __str__(self) -> str:
        return self.text


class CenterWord(models.Model):
    """A word leads to a centre."""

    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="center_words", db_index=False)
    center = models.ForeignKey(Center, models.CASCADE, related_name="words")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["word", "center"], name="word_leads_once_to_a_center")]

    def __str__(self) -> str:
        return f"{self.word_id} → {self.center_id}"
