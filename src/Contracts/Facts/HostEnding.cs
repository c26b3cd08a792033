namespace Pipeline.Contracts;

/// <summary>
/// The announced end of a host, which has not come yet: its containers run, and answer, until they are stopped. An announcement may be
/// withdrawn.
/// </summary>
/// <param name="Reason">Who announced it, as text for people: <c>spot interruption (terminate)</c>.</param>
/// <param name="LeavesEarly">
/// Whether its instances leave each name before they are stopped, once others answer for it elsewhere.
/// </param>
public sealed record HostEnding(string Reason, bool LeavesEarly);
