namespace Pipeline.Simulation.Tests;

/// <summary>Worlds take every processor of the machine; what runs beside them only makes both slower.</summary>
internal static class Worlds
{
    public const string OneAfterAnother = "worlds";
}
