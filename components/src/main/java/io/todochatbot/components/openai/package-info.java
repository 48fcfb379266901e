/** Language models behind OpenAI's chat API, which many servers speak. */
@NullMarked
package io.todochatbot.components.openai;

import org.jspecify.annotations.NullMarked;
