namespace Pipeline.Core.Dns.Adoption;

/// <summary>Knows what the records of one origin look like, and which of them may be taken over.</summary>
internal interface IRecordForm
{
    /// <summary>Why a record stays foreign; null if it may be taken over.</summary>
    LeftReason? Judge(RecordSet set);
}
