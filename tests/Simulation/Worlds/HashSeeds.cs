using System.Runtime.CompilerServices;

namespace Pipeline.Tests.Simulation.Worlds;

/// <summary>
/// The runtime mixes a random number into the hash codes of strings, new for each process, and the order of immutable dictionaries follows
/// them. Here it is one number for all processes, so that a seed replays in any of them.
/// </summary>
internal static class HashSeeds
{
    /// <summary>Must be called before anything else: the compiler takes the number for a constant later.</summary>
    public static void Fix() => (OfStrings(null), OfCombinations(default)) = (1, 1);

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "<DefaultSeed>k__BackingField")]
    private static extern ref ulong OfStrings([UnsafeAccessorType("System.Marvin, System.Private.CoreLib")] object? marvin);

    [UnsafeAccessor(UnsafeAccessorKind.StaticField, Name = "s_seed")]
    private static extern ref uint OfCombinations(HashCode hash);
}
