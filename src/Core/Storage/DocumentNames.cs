namespace Pipeline.Core.Storage;

/// <summary>The name of each kind of document, part of its table's name. Like <see cref="EventNames"/>, the names never change.</summary>
public static class DocumentNames
{
    public const string Container = "container";
    public const string Host = "host";
    public const string HostLease = "hostlease";
    public const string NameBinding = "namebinding";
    public const string LedgerEntry = "ledgerentry";
    public const string ReplayCheckpoint = "replaycheckpoint";
    public const string Saga = "saga";
    public const string ProberShare = "probershare";

    /// <summary>The prefix with which the event store begins the name of each document table.</summary>
    public const string TablePrefix = "mt_doc_";
}
