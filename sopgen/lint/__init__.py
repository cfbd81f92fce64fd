"""The reviewer: what a careful reader at the Bagian Organisasi would send back."""

from sopgen.lint.review import Choice, Remark, Task, errors_of, lasting_remarks, review

__all__ = ["Choice", "Remark", "Task", "errors_of", "lasting_remarks", "review"]
