namespace Pipeline.Tests.Simulation.Messaging;

/// <summary>What goes wrong on the bus at present.</summary>
internal sealed class BusFaults
{
    /// <summary>The share of messages that arrive twice.</summary>
    public double Twice { get; set; }

    /// <summary>The share of messages that are late.</summary>
    public double Late { get; set; }

    /// <summary>How late a late one is at most.</summary>
    public TimeSpan LateBy { get; set; }

    /// <summary>The share of messages that go to the dead letters, as if their consumers had died several times.</summary>
    public double Dead { get; set; }

    /// <summary>The share of messages that have members of a newer version.</summary>
    public double Newer { get; set; }

    /// <summary>The share of facts that have words of a newer version.</summary>
    public double NewerWords { get; set; }

    /// <summary>Whether agents cannot publish.</summary>
    public bool IsAway { get; set; }

    /// <summary>Whether stop requests go to the dead letters.</summary>
    public bool AreStopsDead { get; set; }

    /// <summary>The host whose reports give an address that is none; null for none.</summary>
    public string? HostWithoutAddress { get; set; }

    public void Clear()
    {
        (Twice, Late, Dead, Newer, NewerWords) = (0, 0, 0, 0, 0);
        (IsAway, AreStopsDead, HostWithoutAddress) = (false, false, null);
    }
}
