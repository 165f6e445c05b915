"""Everything that can be printed, as one type."""

from garage.domain.documents import Document
from garage.domain.documents_consent import DelayNotice, SupplementForm
from garage.domain.documents_quality import CompletionCertificate, InspectionSheet

Printable = Document | SupplementForm | DelayNotice | InspectionSheet | CompletionCertificate
