package dev.latchkey.verify.architecture;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The methods of a class that take a monitor: that are {@code synchronized}, or in which a block is. */
final class Monitors extends ClassVisitor {
    private final String className;
    private final List<String> methods = new ArrayList<>();

    private Monitors(String className) {
        super(Opcodes.ASM9);
        this.className = className;
    }

    /** In the class of this binary name on the class path. */
    static List<String> in(String className) throws IOException {
        try (InputStream bytes = ClassLoader.getSystemResourceAsStream(className.replace('.', '/') + ".class")) {
            Monitors monitors = new Monitors(className);
            new ClassReader(bytes).accept(monitors, ClassReader.SKIP_DEBUG);
            return monitors.methods;
        }
    }

    @Override
    public MethodVisitor visitMethod(
            int access, String name, String descriptor, @Nullable String signature, String @Nullable [] exceptions) {
        String method = className + "." + name;
        if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            methods.add(method);
        }
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitInsn(int opcode) {
                if (opcode == Opcodes.MONITORENTER) {
                    methods.add(method);
                }
            }
        };
    }
}
