using Pipeline.Tests.Simulation.Worlds;

namespace Pipeline.Tests.Simulation.Oracles;

/// <summary>Looks at a world again and again while it runs.</summary>
internal interface IStepOracle
{
    /// <summary>What holds.</summary>
    string Sentence { get; }

    /// <returns>What does not hold.</returns>
    IEnumerable<string> Check(World world);
}

/// <summary>Looks at a world after it has healed.</summary>
internal interface IFinalOracle
{
    /// <inheritdoc cref="IStepOracle.Sentence"/>
    string Sentence { get; }

    /// <inheritdoc cref="IStepOracle.Check"/>
    Task<IReadOnlyList<string>> CheckAsync(World world);
}
