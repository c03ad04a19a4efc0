using System.Text;

namespace Interlude.Host;

/// <summary>Reads a password: never from the command line, which others can see and shells remember.</summary>
internal static class PasswordInput
{
    /// <summary>One line of standard input or, at a terminal, what is typed twice without being shown.</summary>
    /// <param name="mostBytes">A longer line is read a little further, and no more.</param>
    /// <returns>Null if the two are not the same.</returns>
    public static byte[]? Read(int mostBytes) =>
        Console.IsInputRedirected ? ReadLine(Console.OpenStandardInput(), mostBytes) : Ask();

    // Bytes, because a password is what a client will send.
    private static byte[] ReadLine(Stream input, int mostBytes)
    {
        var line = new List<byte>();
        for (int unit; line.Count <= mostBytes + 1 && (unit = input.ReadByte()) is not (-1 or '\n');)
        {
            line.Add((byte)unit);
        }

        if (line is [.., (byte)'\r'])
        {
            line.RemoveAt(line.Count - 1);
        }

        return [.. line];
    }

    private static byte[]? Ask()
    {
        var first = ReadHidden("Password: ");
        return ReadHidden("Again: ") == first ? Encoding.UTF8.GetBytes(first) : null;
    }

    private static string ReadHidden(string prompt)
    {
        Console.Error.Write(prompt);
        var typed = new StringBuilder();
        for (ConsoleKeyInfo key; (key = Console.ReadKey(intercept: true)).Key != ConsoleKey.Enter;)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                typed.Length = Math.Max(0, typed.Length - 1);
            }
            else if (key.KeyChar != '\0')
            {
                typed.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return typed.ToString();
    }
}
