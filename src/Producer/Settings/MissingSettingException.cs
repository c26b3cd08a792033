namespace Pipeline.Producer.Settings;

/// <summary>The agent cannot start without a setting that is missing. The message tells people which.</summary>
public sealed class MissingSettingException(string message, Exception? cause = null) : Exception(message, cause);
