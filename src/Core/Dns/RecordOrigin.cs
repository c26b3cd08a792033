namespace Pipeline.Core.Dns;

/// <summary>Who wrote records before this ledger takes them over.</summary>
public enum RecordOrigin
{
    /// <summary>This system, with a database that is lost, or that was restored from a backup since.</summary>
    Ledger,

    /// <summary>The agent of the ECS reference design (ecssd_agent), which writes weighted sets for its own host.</summary>
    Agent,

    /// <summary>A person.</summary>
    Hand,
}
