namespace Pipeline.Core.Storage;

/// <summary>The name of each kind of document, which its table is called by. Like <see cref="EventNames"/>, they never change.</summary>
public static class DocumentNames
{
    public const string Container = "container";
    public const string Host = "host";
    public const string HostLease = "hostlease";
    public const string LedgerEntry = "ledgerentry";
    public const string ReplayCheckpoint = "replaycheckpoint";
    public const string Saga = "saga";
    public const string ProberShare = "probershare";

    /// <summary>What the event store puts before the name of each table of documents.</summary>
    public const string TablePrefix = "mt_doc_";
}
