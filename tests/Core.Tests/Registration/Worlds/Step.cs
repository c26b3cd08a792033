namespace Pipeline.Core.Tests.Registration.Worlds;

/// <summary>What may happen in a world.</summary>
internal enum Deed
{
    /// <summary>A new container runs on ports of its host.</summary>
    Run,

    /// <summary>A new container runs at an address of its own, which hosts share out among them (awsvpc).</summary>
    RunAtOwnAddress,

    /// <summary>A container is asked to stop.</summary>
    Stop,

    /// <summary>A container that was asked to stop goes on; no edge says so, only the next report.</summary>
    Survive,
    Exit,
    Remove,
    Pause,
    Resume,

    /// <summary>A container gets a new run under its old identifier, on whatever ports are free then.</summary>
    Restart,
    Report,

    /// <summary>The agent falls silent; its containers live on unseen.</summary>
    Crash,

    /// <summary>The host takes its leave.</summary>
    Leave,

    /// <summary>The agent starts anew: another epoch, and a report first.</summary>
    Begin,

    /// <summary>The same, and the host has another address.</summary>
    BeginElsewhere,
}

/// <summary>One step in the life of a world; a step that is impossible where it stands does nothing.</summary>
/// <param name="Pick">Decides which container, port and service are meant.</param>
internal sealed record Step(int Host, Deed Deed, int Pick);
